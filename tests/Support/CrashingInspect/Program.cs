using Assay.Analysis.Catalog;
using Assay.Hosting.Startup;
using Assay.Inspect;
using Assay.Tests.CrashingInspect;
using Microsoft.Extensions.DependencyInjection;

// The Inspect service as it is, with one analyser more: the one that a poison file kills.
return await ServiceProcess.RunAsync(args, "inspect", (services, configuration) =>
{
    services.AddSingleton(provider =>
    {
        var real = AnalyserCatalog.Scan(typeof(InspectServices).Assembly, provider);
        return new AnalyserCatalog([.. real.Analysers, new CrashingAnalyser()], real.Containers);
    });
    services.AddInspect(configuration);
});
