using Assay.Ingest;
using Assay.Hosting.Startup;

return await ServiceProcess.RunAsync(args, "ingest", (services, configuration) => services.AddIngest(configuration));
