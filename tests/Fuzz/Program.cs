using System.Globalization;
using Assay.Tests.Fuzz;
using Assay.Tests.Fuzz.Targets;

// fuzz [sigstore|oms|log|attestations] FOLDER... [--child] [--first N] [--count N] [--seed N] [--threads N] [--length BYTES] [--output FOLDER]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = new FuzzOptions();
var folders = new List<string>();
var child = false;
for (var i = 0; i < args.Length; i++)
{
    long Number() => long.Parse(args[++i], CultureInfo.InvariantCulture);
    switch (args[i])
    {
        case "--count": options = options with { Count = Number() }; break;
        case "--first": options = options with { First = Number() }; break;
        case "--seed": options = options with { Seed = (int)Number() }; break;
        case "--threads": options = options with { Threads = (int)Number() }; break;
        case "--length": options = options with { MaxLength = (int)Number() }; break;
        case "--child": child = true; break;
        case "--output": options = options with { Output = args[++i] }; break;
        default: folders.Add(args[i]); break;
    }
}
IFuzzTarget target = folders switch
{
    ["sigstore", var provenance] => new SigstoreTarget(provenance),
    ["oms", var signatures] => new OmsTarget(signatures),
    ["log"] => new LogTarget(),
    ["attestations"] => new AttestationTarget(),
    _ => new ArtifactTarget(Seed.Read(folders, options.MaxLength)),
};
if (target.Seeds.Count == 0)
{
    await Console.Error.WriteLineAsync("usage: fuzz [sigstore|oms|log|attestations] FOLDER... [--first N] [--count N] [--seed N] [--threads N] [--length BYTES] [--output FOLDER]; the folders hold no files");
    return 2;
}
Console.WriteLine($"{target.Seeds.Count} seeds, {options.Count} inputs, seed {options.Seed}, {options.Threads} threads");
return child ? await new ProbeFuzz(target.Seeds, options).RunAsync() : new FuzzRun(target, options).Run();