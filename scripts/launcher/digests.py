"""Content hashes: what has not changed is not done again."""

import hashlib

# Neither reaches the database.
IGNORED_FOLDERS = {'__pycache__', 'tests'}


def of_file(path):
    """Return the hash of one file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def of_folders(folders, *extra):
    """Return one hash of the names and contents below ``folders`` and of the ``extra`` texts."""
    digest = hashlib.sha256()
    for text in extra:
        digest.update(f'{text}\0'.encode())
    for folder in folders:
        for path in sorted(folder.rglob('*')):
            name = path.relative_to(folder)
            if path.is_file() and not IGNORED_FOLDERS.intersection(name.parts):
                digest.update(f'{folder.name}/{name}\0{of_file(path)}\0'.encode())
    return digest.hexdigest()
