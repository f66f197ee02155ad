using Assay.Messaging.DeadLetters;

namespace Assay.Tests.Unit.Messaging;

public sealed class FaultTextTests
{
    [Fact]
    public void An_exception_is_told_with_its_type_and_its_causes() =>
        FaultText.Of(new InvalidOperationException("outer", new FormatException("inner")))
            .ShouldBe("InvalidOperationException: outer <- FormatException: inner");

    [Theory]
    [InlineData(1_000, 1_000 + 17)]
    [InlineData(200_000, 4096)]
    public void A_text_is_never_longer_than_4096_characters(int length, int expected) =>
        FaultText.Of(new FormatException(new string('x', length))).Length.ShouldBe(expected);

    [Fact]
    public void A_chain_of_a_thousand_causes_is_not_followed_to_its_end()
    {
        Exception chain = new FormatException("end");
        for (var i = 0; i < 1000; i++) chain = new InvalidOperationException($"{i}", chain);

        FaultText.Of(chain).Length.ShouldBeLessThan(300);
    }
}
