using Assay.Domain.Lineage;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A model's or a file's relatives by content.</summary>
/// <param name="Subject">What was asked for: a version's id or a file's SHA-256.</param>
/// <param name="Model">The version; null where a file was asked for.</param>
/// <param name="Tensors">Tensors that are known of it.</param>
/// <param name="EvidenceTensors">Different ones among them that are evidence of descent: no constants, masks, positions or tables, and no small ones.</param>
/// <param name="EvidenceBytes">Of these.</param>
/// <param name="IsAdapter">True where its tensors are those of an adapter, which has none in common with its base.</param>
/// <param name="Relatives">Those that share most bytes first.</param>
/// <param name="MergedFrom">Names of models of which it looks merged; empty where it does not.</param>
/// <param name="IsCut">True where there may be more relatives than are listed.</param>
/// <param name="Note">What content cannot show.</param>
public sealed record LineageView(
    string Subject,
    ModelRef? Model,
    int Tensors,
    int EvidenceTensors,
    long EvidenceBytes,
    bool IsAdapter,
    IReadOnlyList<RelativeView> Relatives,
    IReadOnlyList<string> MergedFrom,
    bool IsCut,
    string Note)
{
    public static LineageView Of(string subject, KnownModel? model, FamilyTree tree) => new(
        subject,
        model is null ? null : ModelRef.Of(model),
        tree.Own.Count,
        tree.Own.Evidence.Count,
        tree.Own.Bytes,
        tree.Own.IsAdapter,
        [.. tree.Relatives.Select(RelativeView.Of)],
        [.. tree.MergedFrom.Select(r => r.Model.Name)],
        tree.IsCut,
        KinshipWords.Blind);
}
