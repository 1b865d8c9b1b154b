"""Documents written as files, never over another."""

import sys
from pathlib import Path

import pytest

from boxoffice.domain.errors import NoPlaceForFiles
from boxoffice.printing.outlet import PDF, Outlet
from boxoffice.printing.paper import A6
from boxoffice.printing.pdf_files import file_pdf
from boxoffice.printing.steps import finish
from tests.support import bad_disk
from tests.support.documents import RECEIPT, TICKET
from tests.support.printed import texts


def test_a_file_is_called_by_its_title_and_its_folder_is_made(tmp_path: Path) -> None:
    file = finish(file_pdf([TICKET], paper=A6, folder=tmp_path / "new" / "folder", title="K3-0412 tickets"))
    assert file == tmp_path / "new" / "folder" / "K3-0412 tickets.pdf"
    assert "OrderK3-0412" in texts(file.read_bytes())[0]


def test_no_file_is_written_over(tmp_path: Path) -> None:
    for document in (TICKET, RECEIPT, TICKET):
        Outlet(PDF, A6, tmp_path).put_out([document], title="K3-0412")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["K3-0412 2.pdf", "K3-0412 3.pdf", "K3-0412.pdf"]
    assert "Receipt" in texts((tmp_path / "K3-0412 2.pdf").read_bytes())[0]
    assert "Receipt" not in texts((tmp_path / "K3-0412.pdf").read_bytes())[0]


def test_a_folder_that_is_none_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(NoPlaceForFiles, match="taken"):
        finish(file_pdf([TICKET], paper=A6, folder=tmp_path / "taken", title="K3-0412"))


@pytest.mark.skipif(sys.platform == "win32", reason="no file's growth can be limited there")
def test_a_disk_that_is_full_leaves_no_part_of_a_file(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.write_text("as long as any file may get")
    with bad_disk.failing(small), pytest.raises(NoPlaceForFiles, match="File too large"):
        finish(file_pdf([TICKET], paper=A6, folder=tmp_path / "full", title="K3-0412"))
    assert list((tmp_path / "full").iterdir()) == []


def test_a_job_gives_way_after_every_page(tmp_path: Path) -> None:
    steps = Outlet(PDF, A6, tmp_path).steps([TICKET] * 3, title="K3-0412")
    pauses = 0
    for _ in steps:
        assert list(tmp_path.iterdir()) == []
        pauses += 1
    assert pauses == 3 + 3  # laid out, then painted
    assert len(texts((tmp_path / "K3-0412.pdf").read_bytes())) == 3
