using Assay.GpuProbe;
using Assay.GpuProbe.Child;
using Assay.Hosting.Startup;

// The sandboxed child is the same program, started by the worker with pipes as its standard streams.
if (args is [ProbeChild.Argument]) return await ProbeChild.MainAsync();

return await ServiceProcess.RunAsync(args, "gpu-probe", (services, configuration) => services.AddGpuProbe(configuration));
