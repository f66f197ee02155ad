using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Secrets;

namespace Assay.Tests.Unit.Inspect.Analysers.Secrets;

public sealed class SecretsAnalyserTests
{
    private const string Letters = "qZ7kWm3XvB9tRfLp2HsYcN5dGjE8uTaK4nVbQ6xM1wPyZ3rJ7hDfS9gC2kLt8mNv5XqW";

    private static Task<TestBedResult> Run(string text) =>
        TestBed.For(new SecretsAnalyser()).WithBytes(Encoding.UTF8.GetBytes(text)).As(FileFormat.Text).RunAsync(TestContext.Current.CancellationToken);

    public static TheoryData<string> Real =>
    [
        "token: hf_" + Letters[..34], "AWS_ACCESS_KEY_ID=AKIA3FJQ7XKPLT2VMZRD", "x = 'sk-" + Letters[..20] + "T3BlbkFJ" + Letters[20..40] + "'", "sk-ant-api03-" + Letters,
        "postgres://admin:k3J9vXq2Lp@db.internal/x", "-----BEGIN OPENSSH PRIVATE KEY-----\n" + Letters + "\n-----END OPENSSH PRIVATE KEY-----", "xoxb-482615937204-" + Letters[..24],
        "\"private_key\": \"-----BEGIN PRIVATE KEY-----\\n" + Letters + "\\n-----END PRIVATE KEY-----\\n\"",
    ];

    [Theory]
    [MemberData(nameof(Real))]
    public async Task Credentials_are_found_and_not_shown(string text)
    {
        var result = await Run("some text\n" + text + "\nmore");

        result.Worst.ShouldBe(Severity.Medium);
        result.Findings.SelectMany(f => f.Evidence).ShouldAllBe(e => e.Value.Length < 40);
    }

    [Theory]
    [InlineData("os.environ['HF_TOKEN'] = 'hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("AKIA")]
    [InlineData("hf_your_token_here_please_replace_it_now")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----")]
    [InlineData("postgres://user:password@localhost/db")]
    [InlineData("https://user:${TOKEN}@github.com/x")]
    [InlineData("sk-learn is scikit-learn; SHA256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----")]
    public async Task Placeholders_are_no_credentials(string text) => (await Run(text)).Findings.ShouldBeEmpty();

    [Fact]
    public async Task The_middle_of_a_large_file_is_searched()
    {
        var text = new string('a', 3_000_000) + " hf_" + Letters[..34] + " " + new string('b', 1_000_000);

        (await Run(text)).Findings.Count.ShouldBe(1);
    }
}
