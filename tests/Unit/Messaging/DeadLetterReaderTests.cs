using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Messaging.DeadLetters;
using Assay.Tests.Unit.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Messaging;

public sealed class DeadLetterReaderTests
{
    [Fact]
    public void A_message_put_there_by_the_broker_is_read_with_the_brokers_reason()
    {
        var letter = Read(Envelope("Assay.Contracts.Messages:TaskReady", JsonSerializer.Serialize(Samples.TaskReady, AssayJson.Options)));

        letter.ShouldBe(new DeadLetter(Samples.TaskReady, "q", DeadLetterCause.DeliveryLimit, "limit"));
    }

    [Fact]
    public void A_failed_message_is_read_from_inside_its_letter()
    {
        var original = Envelope("Assay.Contracts.Messages:ScanChanged", JsonSerializer.Serialize(Samples.ScanChanged, AssayJson.Options));
        var letter = Read(Envelope("Assay.Messaging.DeadLetters:DeadLettered",
            JsonSerializer.Serialize(new DeadLettered("assay.conductor", "no such phase", original), JsonSerializerOptions.Web)));

        letter.ShouldBe(new DeadLetter(Samples.ScanChanged, "assay.conductor", DeadLetterCause.Failed, "no such phase"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"messageType\":[],\"message\":{}}")]
    [InlineData("{\"messageType\":[7],\"message\":{}}")]
    [InlineData("{\"messageType\":[\"urn:message:X:DeadLettered\"],\"message\":7}")]
    [InlineData("{\"messageType\":[\"urn:message:X:DeadLettered\"],\"message\":{}}")]
    [InlineData("{\"messageType\":[\"urn:message:X:TaskReady\"],\"message\":\"no\"}")]
    [InlineData("{\"messageType\":[\"\\ud800\"],\"message\":{}}")]
    [InlineData("{\"messageType\":[\"urn:message:X:DeadLettered\"],\"message\":{\"queue\":\"\\ud800\",\"body\":\"\\ud800\"}}")]
    [InlineData("{\"messageType\":[\"urn:message:X:TaskReady\"],\"message\":{\"\\ud800\":\"\\ud800\"}}")]
    public void Damage_gives_a_letter_without_a_message(string body) => Read(body).Message.ShouldBeNull();

    [Fact]
    public void Nothing_that_can_lie_there_throws_or_gives_a_long_reason() => Prop.ForAll<byte[], string>((bytes, reason) =>
        DeadLetterReader.Read(bytes, "q", DeadLetterCause.Failed, reason ?? "").Reason.Length <= FaultText.MaxLength).QuickCheckThrowOnFailure();

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed() =>
        Read("{\"messageType\":[\"urn:message:X:TaskReady\"],\"message\":" + new string('[', 5000)).Message.ShouldBeNull();

    private static string Envelope(string type, string message) => $"{{\"messageType\":[\"urn:message:{type}\"],\"message\":{message}}}";

    private static DeadLetter Read(string body) => DeadLetterReader.Read(Encoding.UTF8.GetBytes(body), "q", DeadLetterCause.DeliveryLimit, "limit");
}
