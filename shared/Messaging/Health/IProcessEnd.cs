namespace Assay.Messaging.Health;

/// <summary>Ends this process for its supervisor to start it anew.</summary>
public interface IProcessEnd
{
    /// <summary>Asks for an orderly stop with this exit code, and forces the end where the stop does not come about.</summary>
    void End(int exitCode);
}
