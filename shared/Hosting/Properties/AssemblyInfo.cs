using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Assay.Tests.Unit")]
[assembly: InternalsVisibleTo("Assay.Tests.Integration")]
