namespace Assay.Storage.Sql;

/// <summary>SQL text with its named arguments, in the CLR types of the domain; each dialect binds them its own way.</summary>
internal sealed class Statement(string sql, params (string Name, object? Value)[] arguments)
{
    public string Sql { get; } = sql;

    public IReadOnlyList<(string Name, object? Value)> Arguments { get; } = arguments;

    /// <summary>True for a statement inside a batch that only takes locks: its rows are not read.</summary>
    public bool OnlyLocks { get; init; }
}
