using Assay.Analysis.Probes;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;

namespace Assay.GpuProbe.Probes.Image;

/// <summary>A search whose steps are made in the graph: what a step is, where it begins and what is read at the end.</summary>
internal interface IGraphSearch
{
    int Steps { get; }

    /// <summary>Images of each group in a step.</summary>
    int Batch { get; }

    /// <summary>What a step does with the parameters. It also has to say what the next <see cref="DrawnCarriers.StepInput"/> is.</summary>
    IStepRule Rule(SearchLayout layout);

    /// <summary>State that does not begin with zeros, by name, the parameters among it.</summary>
    /// <param name="groups">May be fewer than the layout has places for.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="chance">For what is drawn.</param>
    Dictionary<string, TensorConstant> Begin(IReadOnlyList<SearchGroup> groups, SearchLayout layout, SeededNumbers chance);

    /// <summary>One trigger for each group, after the last step.</summary>
    /// <param name="groups">May be fewer than the layout has places for.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="read">Numbers of state, by name.</param>
    IEnumerable<FoundTrigger> End(IReadOnlyList<SearchGroup> groups, SearchLayout layout, Func<string, float[]> read);
}
