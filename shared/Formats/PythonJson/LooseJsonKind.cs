namespace Assay.Formats.PythonJson;

/// <summary>The kinds of values.</summary>
public enum LooseJsonKind
{
    Null,
    Literal,
    Text,
    Array,
    Object,
}
