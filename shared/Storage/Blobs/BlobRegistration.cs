using Amazon.Runtime;
using Amazon.S3;
using Assay.Storage.Blobs.Folder;
using Assay.Storage.Blobs.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Assay.Storage.Blobs;

/// <summary>Adds the blob store that the configuration names.</summary>
public static class BlobRegistration
{
    /// <summary>Adds <see cref="IBlobStore"/> as a singleton; it is opened when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">Settings are missing or wrong; the message lists them all.</exception>
    public static IServiceCollection AddAssayBlobs(this IServiceCollection services, IConfiguration configuration)
    {
        var options = BlobOptions.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(provider => new FolderBlobStore(
            options.Path, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<FolderBlobStore>>()));
        if (options.Kind == "folder") return services.AddSingleton<IBlobStore>(provider => provider.GetRequiredService<FolderBlobStore>());
        services.AddSingleton(_ => CreateClient(options.S3));
        return services.AddSingleton<IBlobStore>(provider => new S3BlobStore(
            provider.GetRequiredService<FolderBlobStore>(),
            provider.GetRequiredService<IAmazonS3>(),
            options.S3,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<S3BlobStore>>()));
    }

    /// <summary>A client for the bucket's service.</summary>
    public static IAmazonS3 CreateClient(S3BlobOptions options)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.PathStyle,
            AuthenticationRegion = options.Region,
            MaxErrorRetry = 4,
            // Not every service that speaks S3 knows the newer trailing checksums; blobs are verified by their name anyway.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint) config.ServiceURL = endpoint.ToString();
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        if (options.AccessKey is null) return new AmazonS3Client(config);
        return new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }
}
