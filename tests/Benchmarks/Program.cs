using System.Globalization;
using Assay.Tests.Benchmarks.Gradients;
using Assay.Tests.Benchmarks.Hashing;
using Assay.Tests.Benchmarks.Images;
using Assay.Tests.Benchmarks.Inspect;
using Assay.Tests.Benchmarks.Lineage;
using Assay.Tests.Benchmarks.Pipeline;
using Assay.Tests.Benchmarks.Probes;
using Assay.Tests.Benchmarks.Provenance;
using Assay.Tests.Benchmarks.Storage;

// Each benchmark prints its figures beside the peer or limit it is measured against.
var only = args.ElementAtOrDefault(1) ?? "";
var count = int.TryParse(only, CultureInfo.InvariantCulture, out var number) ? number : 1000;
switch (args.FirstOrDefault())
{
    case "store":
        await StoreThroughput.RunAsync();
        return 0;
    case "resolve":
        await ResolveUnchanged.RunAsync();
        return 0;
    case "ledger":
        await LedgerThroughput.RunAsync();
        return 0;
    case "log":
        await LogThroughput.RunAsync(args.Length > 1 ? count : 1_000_000);
        return 0;
    case "inspect":
        await InspectThroughput.RunAsync(only);
        return 0;
    case "gradients":
        GradientSteps.Run(only.Length > 0 ? only : Path.Combine("..", "shared", "corpus", "zoo", "models"));
        return 0;
    case "provenance":
        await SignatureThroughput.RunAsync();
        return 0;
    case "tensors":
        await TensorThroughput.RunAsync(args.Length > 1 ? count : 2048);
        return 0;
    case "who-has":
        await WhoHas.RunAsync(args.Length > 1 ? count : 10_000_000);
        return 0;
    case "bases":
        await BasePairs.RunAsync(only);
        return 0;
    case "images":
        await ZooRun.RunAsync(only, args[2], [.. args[3].Split(',')], "image", args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 1, args.Contains("kept"));
        return 0;
    case "detectors":
        DetectorRuns.Run(only, args[2], args[3], args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 30, args.ElementAtOrDefault(5) ?? "0/1");
        return 0;
    case "compare":
        DetectorTable.Print(only, args[2], args.Skip(3));
        return 0;
    case "inversion":
        PatchInversion.Run(args.Skip(1));
        return 0;
    case "in-process":
        await InProcess.RunAsync(count);
        return 0;
    case "distributed":
        await Distributed.RunAsync(count);
        return 0;
    case "labelled":
        await LabelledModels.RunAsync(only, args[2], args[3], args[4]);
        return 0;
    default:
        Console.Error.WriteLine(
            "Name a benchmark: store, resolve, ledger, log [entries], inspect [part of a line's name], gradients [folder], provenance, "
            + "tensors [megabytes], who-has [rows], bases FOLDER, in-process [models], distributed [models], labelled probe folder family output, "
            + "images zoo output probes [every n-th] [kept], inversion models…, "
            + "detectors zoo models output [beginnings] [part/parts], compare zoo report outputs…");
        return 2;
}
