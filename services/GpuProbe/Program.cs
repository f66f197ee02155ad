using Assay.GpuProbe.Child;

// The sandboxed child: started by the worker with its pipes as standard input and output.
if (args is [ProbeChild.Argument]) return await ProbeChild.MainAsync();

await Console.Error.WriteLineAsync("This program is started by Assay's workers with the argument probe-child; the service runs in \"assay serve\".");
return 2;
