using System.IO.Pipelines;
using Assay.Reporting.Client;

namespace Assay.Tests.Unit.Reporting.Client;

public sealed class IdleLimitStreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silent_stream_fails_as_a_broken_one_would()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[3], Stop);
        await using var stream = new IdleLimitStream(pipe.Reader.AsStream(), TimeSpan.FromMilliseconds(50));

        (await stream.ReadAsync(new byte[8], Stop)).ShouldBe(3);
        (await Should.ThrowAsync<IOException>(() => stream.ReadAsync(new byte[8], Stop).AsTask())).Message.ShouldContain("nothing came");
    }

    [Fact]
    public async Task A_cancelled_read_is_cancelled_and_not_broken()
    {
        await using var stream = new IdleLimitStream(new Pipe().Reader.AsStream(), TimeSpan.FromMinutes(1));

        await Should.ThrowAsync<OperationCanceledException>(() => stream.ReadAsync(new byte[8], new CancellationToken(true)).AsTask());
    }
}
