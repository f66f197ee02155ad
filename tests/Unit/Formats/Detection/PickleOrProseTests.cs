using System.Text;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;

namespace Assay.Tests.Unit.Formats.Detection;

/// <summary>Protocol 0 is text: sentences that decode by chance are texts, and a pickle does not become one by standing in front of sentences.</summary>
public sealed class PickleOrProseTests
{
    private static List<string> Formats(string text) =>
        FileTypeDetector.Detect(new MemoryByteSource(Encoding.Latin1.GetBytes(text)), TestContext.Current.CancellationToken).All.ToList();

    [Theory]
    [InlineData("N. B. this directory holds the weights of the model and a tokenizer; see the paper for how they were trained.\n")]
    [InlineData("I1\n2. The second point of the list, which is long enough to be a sentence and has nothing to do with a number.\n")]
    [InlineData("]. is what ends a list here, and the text goes on for a while after it so that nobody takes it for anything else.\n")]
    public void A_sentence_that_decodes_to_a_value_by_chance_is_not_certainly_a_pickle(string text) =>
        Formats(text)[0].ShouldNotBe(FileFormat.Pickle);

    [Theory]
    [InlineData("cos\nsystem\n(S'echo assay-canary'\ntR.")]
    [InlineData("(S'echo assay-canary'\nios\nsystem\n.")]
    [InlineData("(cos\nsystem\nS'echo assay-canary'\no.")]
    [InlineData("c__builtin__\neval\n(S'1'\ntR.")]
    public void A_pickle_in_front_of_a_text_is_still_one(string pickle)
    {
        Formats(pickle).ShouldContain(FileFormat.Pickle);
        Formats(pickle + "\nThis is the README of the model. It explains at length what the model is for and how it was trained.\n").ShouldContain(FileFormat.Pickle);
    }
}
