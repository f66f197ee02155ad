namespace Assay.Storage.Sql;

/// <summary>One column of many rows that are written at once.</summary>
/// <param name="Name">Of the column.</param>
/// <param name="PostgresType">Its type there.</param>
/// <param name="Values">A typed array with one value a row: ids, texts or bytes, which may be null.</param>
internal sealed record NewColumn(string Name, string PostgresType, Array Values);
