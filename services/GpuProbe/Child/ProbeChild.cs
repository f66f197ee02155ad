using Assay.GpuProbe.Protocol;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Child;

/// <summary>The inside of the sandbox: reads one request, runs the probes, writes replies.</summary>
public static class ProbeChild
{
    /// <summary>The command-line argument that starts it.</summary>
    public const string Argument = "probe-child";

    /// <summary>Runs over the process's standard streams; the process has to end with the returned code.</summary>
    public static async Task<int> MainAsync()
    {
        var (input, output) = StandardStreams.Take();
        return await RunAsync(input, output, CancellationToken.None);
    }

    /// <summary>Answers one request. 0: answered; 2: the input was not a request.</summary>
    public static async Task<int> RunAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        ProbeRequest? request;
        try
        {
            request = await ProbeFrames.ReadAsync<ProbeRequest>(input, cancellationToken);
        }
        catch (ProbeProtocolException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
        if (request is null) return 2;
        var last = await AnswerAsync(request, output, cancellationToken);
        await ProbeFrames.WriteAsync(output, last, cancellationToken);
        return 0;
    }

    private static async Task<ProbeReply> AnswerAsync(ProbeRequest request, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            using var runtime = OrtRuntime.Open(OrtLibrary.Load(request.Library));
            ProviderTrial.Run(runtime, request.Device);
            var ready = new ProbeReply(ProbeReplyKind.Ready) { Version = runtime.Library.Version, Providers = runtime.AvailableProviders };
            await ProbeFrames.WriteAsync(output, ready, cancellationToken);
            if (request.Model is not null) await new ChildRun(runtime, request, request.Model, output).RunAsync(cancellationToken);
            return new(ProbeReplyKind.Done);
        }
        catch (OrtException exception)
        {
            return new(ProbeReplyKind.Failure) { Text = exception.Message };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A defect of a probe: the worker gets one line of it instead of an exit code that looks like a crash of the runtime.
            return new(ProbeReplyKind.Failure) { Text = $"{exception.GetType().Name}: {exception.Message}" };
        }
    }
}
