using System.Text;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Inspect.Containers;

public sealed class NumpyContainerTests
{
    private static readonly byte[] Canary = ExampleModels.CanaryPickle();

    private static byte[] Array(string header, params byte[] data) =>
        [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)(header.Length + 1)), .. Encoding.Latin1.GetBytes(header), (byte)'\n', .. data];

    private static string Header(string descr, string shape) => $"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}";

    private static async Task<List<string>> Rules(byte[] bytes) => [.. (await Samples.WalkAsync(bytes)).Where(f => f.Severity > Severity.Low).Select(f => f.Rule)];

    [Fact]
    public async Task An_array_of_numbers_is_no_finding() => (await Rules(Array(Header("'<f4'", "(2, 2)"), new byte[16]))).ShouldBeEmpty();

    [Theory]
    [InlineData("'|O'")]
    [InlineData("[('a', '<i4'), ('b', '|O')]")]
    [InlineData("[('a', [('b', 'O', (2,))])]")]
    public async Task Objects_anywhere_in_the_type_are_a_pickle(string descr) => (await Rules(Array(Header(descr, "(1,)"), Canary))).ShouldContain("ASY-PKL-001");

    [Fact]
    public async Task A_pickle_in_place_of_the_numbers_is_found() => (await Rules(Array(Header("'<f4'", "(4,)"), Canary))).ShouldContain("ASY-PKL-001");

    [Fact]
    public async Task A_pickle_behind_the_numbers_is_found() =>
        (await Rules(Array(Header("'<f4'", "(2,)"), [.. new byte[8], .. Canary]))).ShouldContain("ASY-PKL-001");

    [Fact]
    public async Task An_array_that_claims_more_than_there_is_is_damaged() => (await Rules(Array(Header("'<f8'", "(1000,)"), new byte[8]))).ShouldBe(["ASY-ARC-008"]);

    [Theory]
    [InlineData("{'descr': __import__('os').system('echo assay-canary'), 'fortran_order': False, 'shape': (1,), }")]
    [InlineData("dict(descr='<f4', fortran_order=False, shape=(1,))")]
    public async Task A_header_that_is_an_expression_is_reported(string header) => (await Rules(Array(header, new byte[8]))).ShouldContain("ASY-PKL-020");

    [Theory]
    [InlineData("[('x', '<f4'), ('open(1)', '<f4', (2, 2))]", "(3,)")]
    [InlineData("'<f4'", "()")]
    [InlineData("'|b1'", "(3L,)")]
    public async Task Headers_of_honest_writers_are_literals(string descr, string shape) =>
        (await Rules(Array(Header(descr, shape), new byte[60]))).ShouldNotContain("ASY-PKL-020");
}
