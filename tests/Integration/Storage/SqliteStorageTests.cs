namespace Assay.Tests.Integration.Storage;

public sealed class SqliteLedgerClaims(SqliteHome home) : LedgerClaimContract(home), IClassFixture<SqliteHome>;

public sealed class SqliteLedgerEnds(SqliteHome home) : LedgerEndContract(home), IClassFixture<SqliteHome>;

public sealed class SqliteLedgerScans(SqliteHome home) : LedgerScanContract(home), IClassFixture<SqliteHome>;

public sealed class SqliteLedgerCarryOver(SqliteHome home) : LedgerCarryOverContract(home), IClassFixture<SqliteHome>;

public sealed class SqliteOutboxTests(SqliteHome home) : OutboxContract(home), IClassFixture<SqliteHome>;

public sealed class SqliteContent(SqliteHome home) : ContentContract(home), IClassFixture<SqliteHome>;

public sealed class SqliteAccess(SqliteHome home) : AccessContract(home), IClassFixture<SqliteHome>;

public sealed class SqliteTrust(SqliteHome home) : TrustContract(home), IClassFixture<SqliteHome>;

public sealed class SqliteTensors(SqliteHome home) : TensorContract(home), IClassFixture<SqliteHome>;

public sealed class SqliteAdvisories(SqliteHome home) : AdvisoryContract(home), IClassFixture<SqliteHome>;
