using Assay.Tests.Benchmarks.Hashing;

switch (args.FirstOrDefault())
{
    case "store":
        await StoreThroughput.RunAsync();
        return 0;
    case "resolve":
        await ResolveUnchanged.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("Name a benchmark: store, resolve");
        return 2;
}
