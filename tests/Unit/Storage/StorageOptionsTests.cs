using Assay.Storage;

namespace Assay.Tests.Unit.Storage;

public sealed class StorageOptionsTests
{
    private static readonly StorageOptionsValidator Validator = new();

    [Fact]
    public void The_defaults_are_valid() => Validator.Validate(null, new StorageOptions()).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("SQLite")]
    [InlineData(" sqlite ")]
    public void The_kind_is_read_in_any_case(string kind) => Validator.Validate(null, new StorageOptions { Kind = kind }).Succeeded.ShouldBeTrue();

    [Fact]
    public void Every_error_is_listed_under_its_key()
    {
        var result = Validator.Validate(null, new StorageOptions { Kind = "mysql", MigrateOnStart = "maybe" });
        result.Failures.ShouldNotBeNull();
        string.Join('\n', result.Failures).ShouldSatisfyAllConditions(
            text => text.ShouldContain("Storage:Kind"), text => text.ShouldContain("Storage:MigrateOnStart"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Password=hunter2;Port=x")]
    [InlineData("hunter2")]
    [InlineData("Database=assay;Password=hunter2")]
    public void A_connection_string_that_names_no_server_is_refused_and_never_quoted(string? text)
    {
        var result = Validator.Validate(null, new StorageOptions { Kind = "postgres", ConnectionString = text });
        result.Failed.ShouldBeTrue();
        result.FailureMessage!.ShouldContain("Storage:ConnectionString");
        result.FailureMessage!.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("")]
    [InlineData(":memory:")]
    [InlineData("file:x?mode=memory")]
    [InlineData("/")]
    public void A_path_that_is_no_file_is_refused(string path) =>
        Validator.Validate(null, new StorageOptions { Path = path }).FailureMessage!.ShouldContain("Storage:Path");
}
