namespace Assay.Domain.Tasks;

/// <summary>What a reference is to the model that is compared with it.</summary>
public enum ReferenceKind
{
    /// <summary>The base that the model declares.</summary>
    Base = 0,
    /// <summary>The same model in full precision, beside it in its repository.</summary>
    Precision = 1,
}
