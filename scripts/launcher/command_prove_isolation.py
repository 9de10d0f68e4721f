"""``scripts/prove_isolation``: no school sees or touches another, proven with each wall alone."""

import argparse
from pathlib import Path

from . import configuration, proofs
from .checks import free_port
from .console import Steps
from .scratch import demo_server

#: what each form of the proof leaves standing
LAYERS = {
    'both': "as shipped",
    'wall': "the wall and the door; record rules and checks in Python taken away",
    'rules': "record rules, checks in Python and the door; policies and grants taken away",
}


def main(settings, arguments):
    """Try every case in each form; return 1 if anything leaked, changed or was missed."""
    parser = argparse.ArgumentParser(prog='scripts/prove_isolation')
    parser.add_argument('--html', metavar='FILE', help="write the result as a page, too")
    parser.add_argument('--layers', choices=LAYERS, help="only this form of the three")
    parser.add_argument('--seed', type=int, help="draw what was drawn with this one")
    parser.add_argument('--long', action='store_true', help="draw for ten minutes")
    parser.add_argument('--drawn', action='store_true', help="only what is drawn")
    options = parser.parse_args(arguments)
    codes = [
        _prove(settings, layers, options)
        for layers in ([options.layers] if options.layers else LAYERS)
    ]
    return max(codes)


def _prove(settings, layers, options):
    """Prove one form on a copy of the demo schools."""
    print(f"\n{layers}: {LAYERS[layers]}", flush=True)
    steps = Steps(6, first=3)
    mail_port = free_port()
    # housekeeping would change tables behind the back of a program that compares them
    with demo_server(
        *(settings, steps, 'isolation'),
        jobs=False,
        options=server_options(settings, layers, mail_port),
    ) as (url, database):
        chosen = [f'--layers={layers}', f'--mail-port={mail_port}']
        chosen += [f'--{name}' for name in ('long', 'drawn') if getattr(options, name)]
        if options.seed is not None:
            chosen.append(f'--seed={options.seed}')
        if options.html:
            name = Path(options.html).absolute()
            chosen += ['--html', name.with_stem(f'{name.stem}-{layers}')]
        with steps.step("Cases"):
            return proofs.run(settings, 'proof.isolation', url, database, *chosen).returncode


def server_options(settings, layers, mail_port):
    """Return the options of a server on which only some layers stand."""
    options = ['--smtp=127.0.0.1', f'--smtp-port={mail_port}']
    if layers == 'wall':
        folders = f'{settings.root},{settings.root / "tests/proof/isolation/addons"}'
        modules = 'base,rpc,web,encoach_lms_api,encoach_without_rules'
        options += [f'--addons-path={folders}', f'--load={modules}']
    if layers == 'rules':
        configuration.write(settings)
        file = settings.state / 'without-wall.conf'
        file.touch(mode=0o600)
        file.write_text(f'{settings.config.read_text()}encoach.wall = off\n')
        options += ['-c', str(file)]
    return options
