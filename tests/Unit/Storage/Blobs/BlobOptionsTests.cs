using Assay.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace Assay.Tests.Unit.Storage.Blobs;

public sealed class BlobOptionsTests
{
    [Fact]
    public void Without_settings_a_folder_is_used() => BlobOptions.Read(Settings()).Kind.ShouldBe("folder");

    [Fact]
    public void Everything_that_is_wrong_is_listed_at_once()
    {
        var error = Should.Throw<InvalidOperationException>(() => BlobOptions.Read(Settings(
            ("Blobs:Kind", "tape"), ("Blobs:S3:PartBytes", "7"), ("Blobs:S3:PathStyle", "perhaps"), ("Blobs:S3:AccessKey", "a"))));

        foreach (var expected in new[] { "tape", "PartBytes", "perhaps", "SecretKey" }) error.Message.ShouldContain(expected);
    }

    [Fact]
    public void A_bucket_needs_a_name() =>
        Should.Throw<InvalidOperationException>(() => BlobOptions.Read(Settings(("Blobs:Kind", "s3")))).Message.ShouldContain("Blobs:S3:Bucket");

    private static IConfiguration Settings(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build();
}
