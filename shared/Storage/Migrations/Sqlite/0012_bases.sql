-- What a scanned model's declared bases resolved to: names, and files in the blob store. JSON; null for nearly every scan.
ALTER TABLE scans ADD COLUMN bases TEXT;
