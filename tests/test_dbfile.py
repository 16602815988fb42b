"""One way to open a store: what is refused, who waits for whom, what survives a kill and a full disk."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import copied, opened
from program import SOURCES
from server import GUARDED, PASSWORD, Server

from interviewkit import dbfile, recorder
from interviewkit.dbfile import Store
from interviewkit.errors import InterviewKitError, NotFound, StoreDamaged, StoreUnusable, UsageError
from interviewkit.paths import Location
from interviewkit.store import schema


def at(path: Path | str) -> Location:
    return Location(str(path), Path(path).parent, "a test")


def refused(location: Location, *, write: bool = False) -> str:
    """What is said when the store is opened; the file is as it was."""
    with pytest.raises(InterviewKitError) as caught:
        dbfile.connect(location, write=write).close()
    return f"{type(caught.value).__name__}: {caught.value}"


def log(store: Store, uid: str = "acme", name: str = "Acme") -> None:
    """Write one row."""
    with recorder.change(store, "add customer", "ann") as change:
        change.insert("customer", uid=uid, slug=uid, name=name, lifecycle="regular", internal=0)


def program(text: str) -> list[str]:
    """The words that run a Python text with this program's sources."""
    start = f"import sys; sys.path.insert(0, {str(SOURCES)!r})\n"
    return [sys.executable, "-c", start + textwrap.dedent(text)]


# A new store -------------------------------------------------------------------------------------------------


def test_a_new_store_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    location = at(tmp_path / "deep" / "study" / "interviews.db")
    os.umask(0o022)
    assert schema.create(location) is True
    assert schema.create(location) is False
    os.umask(0o022)
    with opened(location) as store:
        log(store)
    assert os.umask(0o077) == 0o077, "whatever is written later is the owner's too"
    folder = Path(location.target).parent
    modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in (folder, *folder.iterdir())}
    files = ("interviews.db", "interviews.db-journal", "interviews.db-queue")
    assert modes == {"study": "0o700"} | dict.fromkeys(files, "0o600")


def test_a_store_that_cannot_be_made_names_another_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreUnusable, match=r"a store cannot be made at .*; name another place: interviewkit --db"):
        schema.create(at(tmp_path / "file" / "interviews.db"))


def test_a_kill_while_a_store_is_made_leaves_nothing_that_looks_like_one(tmp_path: Path) -> None:
    text = f"""
        import os, random, signal, time
        from pathlib import Path
        from interviewkit.paths import Location
        from interviewkit.store import schema
        folder = Path({str(tmp_path)!r})
        place = lambda n: Location(str(folder / f"study{{n}}.db"), folder, "a test")
        began = time.monotonic()
        schema.create(place(0))
        whole = time.monotonic() - began
        dice = random.Random(1)
        for n in range(1, 16):
            child = os.fork()
            if not child:
                schema.create(place(n))
                os._exit(0)
            time.sleep(whole * dice.uniform(0.02, 1.0))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    """
    subprocess.run(program(text), check=True, timeout=120)
    for number in range(16):
        location = at(tmp_path / f"study{number}.db")
        if Path(location.target).exists():
            with opened(location) as store:
                assert store.value("PRAGMA integrity_check") == "ok"
        else:
            assert number > 0
            assert refused(location).startswith("NoStore: there is no store at ")
            assert schema.create(location) is True


def test_a_store_is_made_once_when_many_make_it_at_once(tmp_path: Path) -> None:
    made: list[bool] = []
    location = at(tmp_path / "interviews.db")
    threads = [threading.Thread(target=lambda: made.append(schema.create(location))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [False, False, False, True]


# Opening -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [False, True])
def test_the_pragmas_are_what_durability_was_measured_with(sqlite: Location, *, write: bool) -> None:
    with closing(dbfile.connect(sqlite, write=write)) as store:
        found = {
            name: store.value(f"PRAGMA {name}")
            for name in ("synchronous", "foreign_keys", "query_only", "busy_timeout", "application_id")
        }
        assert found == {
            "synchronous": 3,
            "foreign_keys": 1,
            "query_only": 0 if write else 1,
            "busy_timeout": 30000,
            "application_id": 0x494B6974,
        }
        assert (store.value("PRAGMA journal_mode") == "truncate") is write


def test_a_reader_cannot_write(sqlite: Location) -> None:
    with closing(dbfile.connect(sqlite)) as store, pytest.raises(StoreUnusable, match="may not be written"):
        store.run("DELETE FROM change")


def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE theirs (x)")
    (tmp_path / "empty.db").touch()
    (tmp_path / "letter.db").write_text("Dear customer, " * 500)
    for name in ("other.db", "empty.db", "letter.db"):
        before = (tmp_path / name).read_bytes()
        for write in (False, True):
            shown = tmp_path / name
            assert refused(at(tmp_path / name), write=write) == (
                f"StoreDamaged: {shown} is not an interviewkit store; it was left as it is; see interviewkit path"
            )
        assert (tmp_path / name).read_bytes() == before


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert refused(at(tmp_path)) == f"StoreDamaged: {tmp_path} is not a file; name a store: interviewkit --db PATH"
    os.mkfifo(tmp_path / "pipe")
    assert refused(at(tmp_path / "pipe")).startswith("StoreDamaged: ")


def test_no_store_names_the_command_that_makes_one(tmp_path: Path) -> None:
    missing = tmp_path / "study" / "interviews.db"
    assert refused(at(missing)) == f"NoStore: there is no store at {missing}; make one: interviewkit init"
    assert dbfile.exists(at(missing)) is False


def test_a_name_that_no_file_can_have_is_told_and_no_traceback(tmp_path: Path) -> None:
    assert refused(at(tmp_path / ("x" * 300))).startswith("StoreUnusable: ")
    with pytest.raises(StoreUnusable, match="cannot be reached"):
        dbfile.exists(at(tmp_path / ("x" * 300)))


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (
            "9999",
            "StoreDamaged: {} was written by a newer interviewkit (schema 9999, this program knows 0002);",
        ),
        (
            "0000",
            "StoreDamaged: {} is of an older interviewkit (schema 0000, now 0002); run: interviewkit upgrade",
        ),
        ("ae1027a6acf", "StoreDamaged: {} is not an interviewkit store; it was left as it is;"),
    ],
)
def test_another_version_is_refused(location: Location, version: str, said: str) -> None:
    with opened(location) as store, store.writing():
        store.run("UPDATE alembic_version SET version_num = :version", version=version)
    assert refused(location).startswith(said.format(location.shown))


def test_a_database_without_our_tables_is_no_store(postgres: Server) -> None:
    with postgres.database("template0") as location:
        assert refused(location).startswith("NoStore: there is no interviewkit store at postgresql://kit@/")
        assert schema.create(location) is True
        assert schema.create(location) is False
        dbfile.connect(location).close()


def test_a_store_that_another_program_put_into_wal_mode_is_taken_back(sqlite: Location) -> None:
    with closing(sqlite3.connect(sqlite.target)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        with opened_for_reading(sqlite) as store:
            assert store.value("SELECT count(*) FROM change") == 0
        other.execute("SELECT * FROM change").fetchall()
        other.execute("BEGIN")
        other.execute("SELECT * FROM change").fetchall()
        assert "busy" in busy_soon(sqlite) or "journal mode" in busy_soon(sqlite)
    with opened(sqlite) as store:
        log(store)
        assert store.value("PRAGMA journal_mode") == "truncate"
    assert not Path(f"{sqlite.target}-wal").exists()


def opened_for_reading(location: Location) -> closing[Store]:
    return closing(dbfile.connect(location))


def busy_soon(location: Location) -> str:
    patience, dbfile.PATIENCE = dbfile.PATIENCE, 0.05
    try:
        return refused(location, write=True)
    finally:
        dbfile.PATIENCE = patience


def without_rights(template: Path, path: Path) -> str:
    """What somebody who may not write hears of a store, first on reading, then on writing."""
    spare = copied(template, path.parent / "spare.db")
    text = WRITING.format(path=str(path), spare=spare.target)
    ran = subprocess.run(program(text), capture_output=True, text=True, check=True, timeout=60)
    return ran.stdout


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine may enter."""
    with tempfile.TemporaryDirectory(prefix="kit-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


WRITING = """
    import os
    from pathlib import Path
    from interviewkit import dbfile, recorder
    from interviewkit.errors import InterviewKitError
    from interviewkit.paths import Location

    def use(path):
        place = Location(path, Path(path).parent, "a test")
        print(dbfile.connect(place).value("SELECT count(*) FROM segment"))
        try:
            with recorder.change(dbfile.connect(place, write=True), "add", "ann") as change:
                change.insert("segment", uid="big", slug="big", name="Big")
        except InterviewKitError as error:
            print(type(error).__name__, error.writing, error)

    use({spare!r})  # whatever is imported on the way is imported before the rights are gone
    Path({path!r}).chmod(int(os.environ["FILE"], 8))
    Path({path!r}).parent.chmod(int(os.environ["FOLDER"], 8))
    if os.geteuid() == 0:
        os.setegid(65534)
        os.seteuid(65534)
    use({path!r})
"""


def test_a_store_in_a_folder_that_may_not_be_written_can_be_read(
    template: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILE", "666")
    monkeypatch.setenv("FOLDER", "555")
    path = copied(template, open_folder / "interviews.db").target
    assert without_rights(template, Path(path)) == (
        f"0\n0\nStoreUnusable True {path} may not be written: Permission denied; see interviewkit path\n"
    )


def test_a_store_that_may_not_be_written_can_be_read(
    template: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILE", "444")
    monkeypatch.setenv("FOLDER", "777")
    path = copied(template, open_folder / "interviews.db").target
    assert without_rights(template, Path(path)) == (
        f"0\n0\nStoreUnusable True {path} may not be written; see interviewkit path\n"
    )


def test_an_error_says_whether_something_was_to_be_written(location: Location, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear customer, " * 500)
    for write in (False, True):
        with pytest.raises(StoreDamaged) as caught:
            dbfile.connect(at(tmp_path / "letter"), write=write)
        assert caught.value.writing is write
    with opened(location) as store:
        with pytest.raises(StoreDamaged) as caught:
            store.rows("SELECT * FROM nowhere")
        assert caught.value.writing is False
        with pytest.raises(StoreDamaged) as caught, store.writing():
            store.run("DELETE FROM nowhere")
        assert caught.value.writing is True
        assert "nothing was changed; run: interviewkit check" in str(caught.value)


# Transactions ------------------------------------------------------------------------------------------------


def test_an_exception_undoes_all_that_was_written(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.writing():
        store.run("INSERT INTO change (uid, at, verb, author, checksum) VALUES ('u', 'a', 'v', 'ann', 1)")
        raise KeyboardInterrupt
    assert store.rows("SELECT * FROM change") == []
    log(store)
    assert store.value("SELECT name FROM customers") == "Acme"


def test_an_error_of_the_engine_that_is_nobodys_fault_passes_as_it_is(store: Store) -> None:
    log(store)
    with pytest.raises(Exception, match=r"(?i)unique") as caught, store.writing():
        store.run("INSERT INTO change (uid, at, verb, author, checksum) SELECT uid, at, verb, author, 1 FROM change")
    assert not isinstance(caught.value, InterviewKitError)
    assert caught.value.__cause__ is None
    assert store.value("SELECT count(*) FROM change") == 1


def test_several_reads_see_one_state(location: Location) -> None:
    with opened(location) as store, opened(location) as reader:
        log(store)
        with reader.reading():
            assert reader.value("SELECT count(*) FROM customer") == 1
            if location.is_server:
                log(store, "dune", "Dune")
            assert reader.value("SELECT count(*) FROM customer") == 1


def test_true_is_1_and_text_stays_what_it_is_on_both_engines(store: Store) -> None:
    assert store.rows("SELECT :flag + 1 AS two, CAST(:text AS TEXT) AS text", flag=True, text="100 % :not ::this") == [
        {"two": 2, "text": "100 % :not ::this"}
    ]
    assert store.row("SELECT id FROM change WHERE id = :id", id=1) is None
    assert store.columns_of("forgotten") == ("id", "subject", "change", "checksum")


def test_a_writer_that_waited_too_long_says_so(location: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbfile, "PATIENCE", 0.05)
    with opened(location) as one, opened(location) as other, one.writing():
        one.run("INSERT INTO forgotten (subject, checksum) VALUES ('x', 1)")
        with pytest.raises(StoreUnusable, match="try again") as caught, other.writing():
            pytest.fail("two wrote at once")
        assert caught.value.writing is True
    with opened(location) as store:
        assert store.value("SELECT count(*) FROM forgotten") == 1


def test_a_reader_that_another_program_keeps_out_says_so(sqlite: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbfile, "PATIENCE", 0.05)
    with closing(sqlite3.connect(sqlite.target, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert refused(sqlite) == f"StoreUnusable: {sqlite.shown} was busy for 0.05 seconds; try again"


WRITER = """
    import sys
    from pathlib import Path
    from interviewkit import dbfile, recorder
    from interviewkit.paths import Location
    place = Location({path!r}, Path({path!r}).parent, "a test")
    store = dbfile.connect(place, write=True)
    who = sys.argv[1]
    print("ready", flush=True)
    for number in range({rows}):
        with recorder.change(store, "add", who) as change:
            uid = f"{{who}}-{{number}}"
            change.insert("segment", uid=uid, slug=uid, name=uid)
        print(uid, flush=True)
"""


def test_twenty_writers_and_readers_beside_them_lose_nothing(sqlite: Location) -> None:
    words = program(WRITER.format(path=sqlite.target, rows=50))
    writers = [subprocess.Popen([*words, f"w{n}"], stdout=subprocess.PIPE, text=True) for n in range(20)]
    seen = [0]
    with closing(dbfile.connect(sqlite)) as reader:
        while any(writer.poll() is None for writer in writers):
            seen.append(reader.value("SELECT count(*) FROM segment"))
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0] * 20
    assert seen == sorted(seen)
    with opened(sqlite) as store:
        assert store.value("SELECT count(DISTINCT uid) FROM segment") == 1000
        assert store.value("SELECT count(DISTINCT uid) FROM change") == 1000
        assert store.value("PRAGMA integrity_check") == "ok"


def test_a_kill_in_the_middle_of_writing_loses_no_acknowledged_row(sqlite: Location) -> None:
    words = program(WRITER.format(path=sqlite.target, rows=10_000))
    acknowledged: list[str] = []
    for attempt in range(5):
        writer = subprocess.Popen([*words, f"k{attempt}"], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(3 + 5 * attempt)]
        writer.send_signal(signal.SIGKILL)
        said += writer.communicate()[0].splitlines(keepends=True)
        acknowledged += [line.strip() for line in said if line.endswith("\n")][1:]
    with opened(sqlite) as store:
        found = {row["uid"] for row in store.rows("SELECT uid FROM segments")}
        assert set(acknowledged) <= found
        assert len(found) <= len(acknowledged) + 5
        assert store.value("PRAGMA integrity_check") == "ok"


FULL = """
    import resource, signal
    from pathlib import Path
    from interviewkit import dbfile, recorder
    from interviewkit.errors import StoreUnusable
    from interviewkit.paths import Location
    place = Location({path!r}, Path({path!r}).parent, "a test")
    store = dbfile.connect(place, write=True)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = Path({path!r}).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, size + 200_000))
    try:
        for number in range(1000):
            with recorder.change(store, "add", "ann") as change:
                change.insert("segment", uid=str(number), slug="s", name="x" * 10_000) if number == 0 else (
                    change.revise("segment", "0", name=str(number) * 10_000))
    except StoreUnusable as error:
        print(number, error.writing, error)
"""


def test_a_full_disk_is_told_and_leaves_the_store_whole(sqlite: Location) -> None:
    ran = subprocess.run(
        program(FULL.format(path=sqlite.target)), capture_output=True, text=True, check=True, timeout=60
    )
    number, _, said = ran.stdout.partition(" ")
    assert said.startswith("True ")
    assert "full; make room and try again" in said or "check the disk and try again" in said
    with opened(sqlite) as store:
        assert store.value("PRAGMA integrity_check") == "ok"
        assert store.value("SELECT name FROM segments") == str(int(number) - 1) * 10_000
        log(store)


# A server ----------------------------------------------------------------------------------------------------


def test_a_server_that_is_away_says_so_without_the_password(tmp_path: Path) -> None:
    for host in (f"?host={tmp_path}", "127.0.0.1:1"):
        url = f"postgresql://ann:{PASSWORD}@/study{host}" if "?" in host else f"postgresql://ann:{PASSWORD}@{host}/s"
        location = Location(url, tmp_path, "a test")
        for write in (False, True):
            said = refused(location, write=write)
            assert said.startswith("StoreUnusable: the store at postgresql://ann@")
            assert PASSWORD not in said
        with pytest.raises(StoreUnusable) as caught:
            schema.create(location)
        assert PASSWORD not in str(caught.value)
        assert caught.value.__cause__ is None, "the driver's own words may hold it"


@pytest.mark.parametrize("url", ["postgresql://ann:hunter%zz2@h/s", "postgresql://ann:hunter2@h/s?nonsense=1"])
def test_a_url_that_cannot_be_read_is_refused_without_the_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError) as caught:
        dbfile.connect(Location(url, tmp_path, "a test"))
    assert "hunter" not in str(caught.value)
    assert str(caught.value).endswith("is no server's URL; write postgresql://USER@HOST/DATABASE")


def test_a_password_is_used_and_never_shown(postgres: Server) -> None:
    with postgres.database() as location:
        name = location.target.partition("?")[0].rpartition("/")[2]
        with_password = Location(postgres.url(name, f"{GUARDED}:{PASSWORD}"), postgres.folder, "a test")
        with opened(with_password) as store:
            log(store)
        wrong = Location(postgres.url(name, f"{GUARDED}:wr0ng"), postgres.folder, "a test")
        said = refused(wrong)
        assert said.startswith("StoreUnusable: ")
        assert "wr0ng" not in said
        assert PASSWORD not in with_password.shown


def test_a_server_that_goes_away_in_between_says_so(postgres: Server) -> None:
    with postgres.database() as location, opened(location) as store:
        postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname LIKE 'test%' AND pid <> pg_backend_pid()"
        )
        with pytest.raises(StoreUnusable) as caught:
            log(store)
        assert caught.value.writing is True


def test_a_reader_on_a_server_cannot_write(server: Location) -> None:
    with closing(dbfile.connect(server)) as store, pytest.raises(StoreUnusable, match="read-only"):
        store.run("DELETE FROM change")


def test_no_store_is_not_found_where_there_is_no_database(postgres: Server) -> None:
    assert NotFound.exit_code == 3
    assert "does not exist" in refused(postgres.location("nowhere"))
