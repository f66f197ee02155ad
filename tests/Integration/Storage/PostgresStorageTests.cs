namespace Assay.Tests.Integration.Storage;

public sealed class PostgresLedgerClaims(PostgresHome home) : LedgerClaimContract(home), IClassFixture<PostgresHome>;

public sealed class PostgresLedgerEnds(PostgresHome home) : LedgerEndContract(home), IClassFixture<PostgresHome>;

public sealed class PostgresLedgerScans(PostgresHome home) : LedgerScanContract(home), IClassFixture<PostgresHome>;

public sealed class PostgresLedgerCarryOver(PostgresHome home) : LedgerCarryOverContract(home), IClassFixture<PostgresHome>;

public sealed class PostgresOutboxTests(PostgresHome home) : OutboxContract(home), IClassFixture<PostgresHome>;

public sealed class PostgresContent(PostgresHome home) : ContentContract(home), IClassFixture<PostgresHome>;

public sealed class PostgresAccess(PostgresHome home) : AccessContract(home), IClassFixture<PostgresHome>;

public sealed class PostgresTrust(PostgresHome home) : TrustContract(home), IClassFixture<PostgresHome>;

public sealed class PostgresTensors(PostgresHome home) : TensorContract(home), IClassFixture<PostgresHome>;

public sealed class PostgresAdvisories(PostgresHome home) : AdvisoryContract(home), IClassFixture<PostgresHome>;
