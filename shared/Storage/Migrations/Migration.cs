using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Storage.Migrations;

/// <summary>A numbered script. Its checksum does not depend on how line ends were checked out.</summary>
internal sealed record Migration(string Name, string Sql)
{
    /// <summary><c>0001_ledger</c> is number 1.</summary>
    public int Number => int.Parse(Name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);

    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}
