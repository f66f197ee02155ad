using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Assay.Storage.Blobs.S3;

/// <summary>A bucket of S3 or of something that speaks like it. Section <c>Blobs:S3</c>.</summary>
public sealed record S3BlobOptions
{
    /// <summary>Address of the service, for anything but AWS itself; null for AWS.</summary>
    public Uri? Endpoint { get; init; }

    public string Bucket { get; init; } = "";

    /// <summary>Region that requests are signed for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Put in front of each key; empty for none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>True: the bucket is part of the path and not of the host name, as MinIO wants it.</summary>
    public bool PathStyle { get; init; }

    /// <summary>Null: the SDK's own chain (environment, profile, instance role).</summary>
    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    /// <summary>The local cache is brought below this size by removing what was not used for longest. Default 50 GB.</summary>
    public long CacheBytes { get; init; } = 50_000_000_000;

    /// <summary>Contents above this size are uploaded in parts of this size. 5 MiB to 5 GiB, default 64 MiB.</summary>
    public long PartBytes { get; init; } = 64L << 20;

    internal static S3BlobOptions Read(IConfiguration section, List<string> errors)
    {
        var options = new S3BlobOptions
        {
            Endpoint = Parse<Uri?>(section, "Endpoint", null, t => Uri.TryCreate(t, UriKind.Absolute, out var uri) ? uri : null, errors),
            Bucket = section["Bucket"] ?? "",
            Region = section["Region"] ?? "us-east-1",
            Prefix = section["Prefix"] ?? "",
            PathStyle = Parse<bool?>(section, "PathStyle", false, t => bool.TryParse(t, out var value) ? value : null, errors) ?? false,
            AccessKey = section["AccessKey"],
            SecretKey = section["SecretKey"],
            CacheBytes = Parse<long?>(section, "CacheBytes", 50_000_000_000, Number, errors) ?? 0,
            PartBytes = Parse<long?>(section, "PartBytes", 64L << 20, Number, errors) ?? 0,
        };
        if (options.PartBytes is < 5L << 20 or > 5L << 30) errors.Add("Blobs:S3:PartBytes has to be between 5 MiB and 5 GiB");
        if (options.CacheBytes <= 0) errors.Add("Blobs:S3:CacheBytes has to be positive");
        if (options.AccessKey is null != options.SecretKey is null) errors.Add("Blobs:S3:AccessKey and SecretKey belong together");
        return options;
    }

    private static T Parse<T>(IConfiguration section, string key, T absent, Func<string, T?> parse, List<string> errors)
    {
        if (section[key] is not { Length: > 0 } text) return absent;
        if (parse(text) is { } value) return value;
        errors.Add($"Blobs:S3:{key} is '{text}', which cannot be read");
        return absent;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
