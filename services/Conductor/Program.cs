using Assay.Conductor;
using Assay.Hosting.Startup;

return await ServiceProcess.RunAsync(args, "conductor", (services, configuration) => services.AddConductor(configuration));
