// The read side has no work of its own to host: the assay command puts it beside the storage that it reads.
Console.Error.WriteLine("Run 'assay serve' to start the API.");
return 2;
