namespace Assay.Analysis.Probes;

/// <summary>How much a probe costs, and with it when it runs and how long it may. The limits are settings (<c>GpuProbe:Budgets</c>).</summary>
public enum ProbeTier
{
    /// <summary>T0: looks at the graph and the weights, runs nothing or next to nothing. By default 2 seconds.</summary>
    Static = 0,
    /// <summary>T1: a screen of a few thousand runs for every model. By default 10 seconds.</summary>
    Screen = 1,
    /// <summary>T2: a search, which begins with what the screens ranked. By default 60 seconds.</summary>
    Search = 2,
    /// <summary>T3: shows that a candidate is real: held-out inputs, siblings, a second seed. By default 5 minutes.</summary>
    Confirm = 3,
}
