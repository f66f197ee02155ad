namespace Assay.Tests.Fuzz.Targets;

/// <summary>What is given mutated inputs. Called by several threads at once.</summary>
internal interface IFuzzTarget
{
    /// <summary>What is mutated.</summary>
    IReadOnlyList<Seed> Seeds { get; }

    /// <summary>What is wrong with the outcome; null where nothing is. An exception is a failure too.</summary>
    string? Examine(byte[] input, Seed origin);
}
