namespace Assay.Domain.Registry;

/// <summary>Who acts.</summary>
/// <param name="Id"><c>token:</c> and the id of an API token, or <c>local:</c> and a user of the machine. Tells two people apart.</param>
/// <param name="Name">For people.</param>
public sealed record RegistryActor(string Id, string Name);
