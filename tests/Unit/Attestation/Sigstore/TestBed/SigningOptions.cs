using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>What the test bed signs, and how; what a test does not say is as an honest signer would do it.</summary>
internal sealed record SigningOptions
{
    public byte[] Content { get; init; } = Encoding.UTF8.GetBytes("weights");

    /// <summary>The type of a DSSE payload; null signs the content as a message.</summary>
    public string? PayloadType { get; init; }

    /// <summary>Kind and version of the log's entry; by default what the log and the content ask for.</summary>
    public string? Entry { get; init; }

    /// <summary>With the log of the second generation.</summary>
    public bool SecondLog { get; init; }

    /// <summary>By default only where the log gives no time of its own.</summary>
    public bool? Stamped { get; init; }

    /// <summary>When it is signed, in seconds after the world's time.</summary>
    public int After { get; init; } = 60;

    public string Email { get; init; } = "someone@example.com";

    public Action<SubjectAlternativeNameBuilder>? Names { get; init; }

    /// <summary>A user name instead of an e-mail address.</summary>
    public string? OtherName { get; init; }

    public string Issuer { get; init; } = "https://issuer.example.com";

    public IReadOnlyList<string> Uses { get; init; } = ["1.3.6.1.5.5.7.3.3"];

    public bool Promised { get; init; } = true;

    public X509KeyUsageFlags KeyUsage { get; init; } = X509KeyUsageFlags.DigitalSignature;

    public bool Authority { get; init; }

    public string MediaType { get; init; } = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// <summary>Signs with the world's own key and a hint instead of a certificate.</summary>
    public bool ManagedKey { get; init; }

    /// <summary>A managed key of another kind: its SubjectPublicKeyInfo, and how it signs.</summary>
    public (byte[] Key, Func<byte[], byte[]> Sign)? Signer { get; init; }

    /// <summary>Changes the log's entry before it is appended.</summary>
    public Action<JsonObject>? Log { get; init; }

    /// <summary>Extensions beyond those of an honest certificate.</summary>
    public IReadOnlyList<X509Extension> Extensions { get; init; } = [];
}
