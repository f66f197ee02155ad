using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Integration.Storage;

/// <summary>Operations that share a commit do not share their fates.</summary>
public sealed class SqliteWriterTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-sqlite-").FullName;
    private readonly SqliteDatabase _database;

    public SqliteWriterTests() => _database = new SqliteDatabase(Path.Combine(_folder, "x.db"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_operation_that_fails_is_undone_alone()
    {
        await CreateTableAsync();
        var operations = Enumerable.Range(0, 500).Select(i => _database.WriteAsync(
            session =>
            {
                session.Execute("INSERT INTO numbers (n) VALUES (@n)", ("n", i));
                return i % 7 == 0 ? throw new InvalidOperationException("No sevens.") : i;
            },
            Token)).ToList();
        foreach (var (i, operation) in operations.Index())
        {
            if (i % 7 == 0) await Should.ThrowAsync<InvalidOperationException>(operation);
            else (await operation).ShouldBe(i);
        }
        (await NumbersAsync()).ShouldBe(Enumerable.Range(0, 500).Where(i => i % 7 != 0));
    }

    [Fact]
    public async Task A_transaction_that_SQLite_has_undone_fails_for_all_of_it_and_the_next_one_works()
    {
        await CreateTableAsync();
        using var begun = new ManualResetEventSlim();
        using var hold = new ManualResetEventSlim();
        var first = _database.WriteAsync(
            _ =>
            {
                begun.Set();
                return hold.Wait(TimeSpan.FromSeconds(30), Token);
            },
            Token);
        // What is asked for from here on shares the next transaction.
        begun.Wait(Token);
        var second = AddAsync(1);
        var undone = _database.WriteAsync(
            session =>
            {
                session.Run("ROLLBACK");
                return session.Execute("SELECT * FROM nowhere");
            },
            Token);
        hold.Set();
        await first;
        await Should.ThrowAsync<Exception>(undone);
        await Should.ThrowAsync<Exception>(second);
        await AddAsync(2);
        (await NumbersAsync()).ShouldBe([2]);
    }

    [Fact]
    public async Task An_operation_that_was_called_off_before_its_turn_is_not_done()
    {
        await CreateTableAsync();
        using var hold = new ManualResetEventSlim();
        using var calledOff = new CancellationTokenSource();
        var first = _database.WriteAsync(_ => hold.Wait(TimeSpan.FromSeconds(30), Token), Token);
        var second = _database.WriteAsync(session => session.Execute("INSERT INTO numbers (n) VALUES (1)"), calledOff.Token);
        await calledOff.CancelAsync();
        hold.Set();
        await first;
        await Should.ThrowAsync<OperationCanceledException>(second);
        (await NumbersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_closed_database_is_unavailable_and_closing_finishes_what_waits()
    {
        await CreateTableAsync();
        var waiting = Enumerable.Range(0, 50).Select(AddAsync).ToList();
        await _database.DisposeAsync();
        await Task.WhenAll(waiting);
        await Should.ThrowAsync<StorageUnavailableException>(() => AddAsync(99));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_unavailable_with_its_name()
    {
        var path = Path.Combine(_folder, "text.db");
        await File.WriteAllTextAsync(path, new string('x', 10_000), Token);
        await using var database = new SqliteDatabase(path);
        var error = await Should.ThrowAsync<StorageUnavailableException>(() => database.WriteAsync(session => session.Execute("SELECT 1"), Token));
        error.Message.ShouldContain(path);
    }

    [Fact]
    public void The_library_is_new_enough_for_RETURNING() => Version.Parse(SqliteLibrary.Ensure()).ShouldBeGreaterThanOrEqualTo(new Version(3, 35));

    private Task<int> CreateTableAsync() => _database.WriteAsync(session => session.Execute("CREATE TABLE numbers (n INTEGER)"), Token);

    private Task<int> AddAsync(int number) => _database.WriteAsync(session => session.Execute("INSERT INTO numbers (n) VALUES (@n)", ("n", number)), Token);

    private Task<List<int>> NumbersAsync() => _database.QueryAsync(new("SELECT n FROM numbers ORDER BY n"), row => row.Int(0), Token);
}
