using Assay.Attestation.Json;

namespace Assay.Attestation.InToto;

/// <summary>
/// An in-toto statement (github.com/in-toto/attestation, spec/v1/statement.md): that a predicate holds for subjects. Members that are not known are
/// passed over, as the specification asks.
/// </summary>
/// <param name="Subjects">In order.</param>
/// <param name="PredicateType">A URI.</param>
/// <param name="Predicate">Read it with the reader for its type, then look at <see cref="JsonFields.Problem"/>; null where there is none.</param>
public sealed record InTotoStatement(IReadOnlyList<InTotoSubject> Subjects, string PredicateType, JsonFields? Predicate)
{
    /// <summary>The only type of statement that is read.</summary>
    public const string Type = "https://in-toto.io/Statement/v1";

    /// <summary>A statement about 100,000 files with room for shards; the length of the text bounds it too.</summary>
    private const int MostSubjects = 1_000_000;

    private const int MostDigests = 16;

    /// <summary>Reads the payload of an envelope whose signature was verified.</summary>
    public static Parsed<InTotoStatement> Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null)
    {
        var parsed = StrictJson.ParseObject(utf8, limits);
        if (!parsed.IsOk) return Parsed.Failed<InTotoStatement>(parsed.Reason);
        var fields = parsed.Value;
        if (fields.Text("_type") is var type && type != Type) fields.Problem.Report("_type", $"{Type} is expected");
        var subjects = fields.Objects("subject", MostSubjects).Select(Subject).ToList();
        var statement = new InTotoStatement(subjects, fields.Text("predicateType"), fields.OptionalObject("predicate"));
        return fields.Problem.First is { } reason ? Parsed.Failed<InTotoStatement>(reason) : statement;
    }

    private static InTotoSubject Subject(JsonFields fields)
    {
        var digests = fields.OptionalObject("digest");
        var names = digests?.Names.Take(MostDigests + 1).ToList() ?? [];
        if (names.Count > MostDigests) fields.Problem.Report(fields.Path, $"a subject has more than {MostDigests} digests");
        return new(fields.OptionalText("name") ?? "", names.ToDictionary(n => n, n => digests!.Text(n)));
    }
}
