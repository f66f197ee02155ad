using Assay.Inspect;
using Assay.Hosting.Startup;

return await ServiceProcess.RunAsync(args, "inspect", (services, configuration) => services.AddInspect(configuration));
