using System.Globalization;
using Assay.Tests.Benchmarks.Hashing;
using Assay.Tests.Benchmarks.Inspect;
using Assay.Tests.Benchmarks.Pipeline;
using Assay.Tests.Benchmarks.Storage;

// Each benchmark prints its figures beside the peer or limit it is measured against.
var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000;
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
        await InspectThroughput.RunAsync();
        return 0;
    case "in-process":
        await InProcess.RunAsync(count);
        return 0;
    case "distributed":
        await Distributed.RunAsync(count);
        return 0;
    default:
        Console.Error.WriteLine("Name a benchmark: store, resolve, ledger, log [entries], inspect, in-process [models], distributed [models]");
        return 2;
}
