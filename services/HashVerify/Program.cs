using Assay.HashVerify;
using Assay.Hosting.Startup;

return await ServiceProcess.RunAsync(args, "hash-verify", (services, configuration) => services.AddHashVerify(configuration));
