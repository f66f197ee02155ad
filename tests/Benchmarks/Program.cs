using System.Globalization;
using Assay.Tests.Benchmarks.Hashing;
using Assay.Tests.Benchmarks.Pipeline;

// Each benchmark prints its figures beside the peer or limit it is measured against.
var name = args.Length > 0 ? args[0] : "";
var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000;
switch (name)
{
    case "store":
        await StoreThroughput.RunAsync();
        return 0;
    case "in-process":
        await InProcess.RunAsync(count);
        return 0;
    default:
        Console.Error.WriteLine("Name a benchmark: store, in-process [models]");
        return 2;
}
