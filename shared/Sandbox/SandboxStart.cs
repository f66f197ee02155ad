namespace Assay.Sandbox;

/// <summary>A started child, or why none was started.</summary>
/// <param name="Process">The child; null where it was refused.</param>
/// <param name="Refusal">What is wrong with the set-up and what to do; null where the child runs.</param>
/// <param name="Warnings">What weakens the isolation; to be shown with every result.</param>
public sealed record SandboxStart(SandboxedProcess? Process, string? Refusal, IReadOnlyList<string> Warnings);
