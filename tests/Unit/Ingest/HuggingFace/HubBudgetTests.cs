using Assay.Ingest.Sources.HuggingFace;

namespace Assay.Tests.Unit.Ingest.HuggingFace;

public sealed class HubBudgetTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void Nothing_is_held_back_before_the_hub_has_spoken()
    {
        var budget = new HubBudget(_clock);

        for (var i = 0; i < 1000; i++) budget.Take(HubClass.Api).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Requests_are_counted_down_between_answers_and_wait_for_the_end_of_the_window()
    {
        var budget = new HubBudget(_clock);
        budget.Observe(HubClass.Api, new(2, 100));

        budget.Take(HubClass.Api).ShouldBe(TimeSpan.Zero);
        budget.Take(HubClass.Api).ShouldBe(TimeSpan.Zero);
        budget.Take(HubClass.Api).ShouldBe(TimeSpan.FromSeconds(101));
        budget.Take(HubClass.Resolvers).ShouldBe(TimeSpan.Zero);

        _clock.Now += TimeSpan.FromSeconds(101);
        budget.Take(HubClass.Api).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void An_answer_that_arrives_late_does_not_give_requests_back()
    {
        var budget = new HubBudget(_clock);
        budget.Observe(HubClass.Api, new(1, 100));
        budget.Take(HubClass.Api);

        budget.Observe(HubClass.Api, new(5, 100));

        budget.Take(HubClass.Api).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void A_new_window_brings_new_requests()
    {
        var budget = new HubBudget(_clock);
        budget.Observe(HubClass.Api, new(0, 10));

        budget.Observe(HubClass.Api, new(500, 300));

        budget.Take(HubClass.Api).ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("\"api\";r=499;t=295", 499, 295)]
    [InlineData("\"resolvers\"; r=0; t=55", 0, 55)]
    [InlineData("r=1;t=999999999", 1, 3600)]
    public void The_header_is_read(string header, int remaining, int seconds) =>
        Read(header).ShouldBe(new RateLimitHeader(remaining, seconds));

    [Theory]
    [InlineData("")]
    [InlineData("\"api\"")]
    [InlineData("\"api\";r=-1;t=5")]
    [InlineData("\"api\";r=x;t=5")]
    [InlineData("limit=100")]
    public void Anything_else_is_no_header(string header) => Read(header).ShouldBeNull();

    private static RateLimitHeader? Read(string header)
    {
        using var message = new HttpResponseMessage();
        message.Headers.TryAddWithoutValidation("RateLimit", header);
        return RateLimitHeader.Read(message.Headers);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
