using System.Data;
using Assay.Storage.Sql;
using Dapper;

namespace Assay.Storage.Postgres;

/// <summary>A statement's arguments as Dapper takes them.</summary>
internal sealed class PostgresArguments(Statement statement) : SqlMapper.IDynamicParameters
{
    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        foreach (var argument in statement.Arguments) command.Parameters.Add(PostgresDialect.ToParameter(argument));
    }
}
