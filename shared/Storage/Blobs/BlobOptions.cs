using Microsoft.Extensions.Configuration;

namespace Assay.Storage.Blobs;

/// <summary>Where the bytes of models are kept. Section <c>Blobs</c>.</summary>
public sealed record BlobOptions
{
    /// <summary><c>folder</c> (default) or <c>s3</c>.</summary>
    public string Kind { get; init; } = "folder";

    /// <summary>Folder of the blobs, or of the local cache in front of S3. Default: <c>assay/blobs</c> in the user's data folder.</summary>
    public string Path { get; init; } =
        System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "assay", "blobs");

    /// <summary>The bucket, for <c>s3</c>.</summary>
    public S3.S3BlobOptions S3 { get; init; } = new();

    /// <summary>Reads the section and checks every value.</summary>
    /// <exception cref="InvalidOperationException">Values are missing or wrong; the message lists them all.</exception>
    public static BlobOptions Read(IConfiguration configuration)
    {
        var errors = new List<string>();
        var section = configuration.GetSection("Blobs");
        var bucket = Storage.Blobs.S3.S3BlobOptions.Read(section.GetSection("S3"), errors);
        var options = new BlobOptions { Kind = section["Kind"] ?? "folder", S3 = bucket };
        if (section["Path"] is { Length: > 0 } path) options = options with { Path = path };
        if (options.Kind is not ("folder" or "s3")) errors.Add($"Blobs:Kind is '{options.Kind}': folder and s3 are known");
        if (options.Kind == "s3" && options.S3.Bucket.Length == 0) errors.Add("Blobs:S3:Bucket is missing");
        if (errors.Count == 0) return options;
        throw new InvalidOperationException($"The blob store's settings are wrong: {string.Join("; ", errors)}.");
    }
}
