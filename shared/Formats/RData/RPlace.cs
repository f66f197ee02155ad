namespace Assay.Formats.RData;

/// <summary>Where in an object an item stands.</summary>
internal enum RPlace
{
    Value,

    /// <summary>A variable of an environment, where unevaluated arguments are normal.</summary>
    Frame,

    /// <summary>The body of a function or an expression.</summary>
    Code,

    /// <summary>An expression that is evaluated when the value is touched.</summary>
    Promise,
}
