#!/bin/bash
# Every single-byte corruption of a binary matrix is refused with 22P03, or is another canonical matrix; the server lives on.
. "$(dirname "$0")/lib.sh"
database pgi_binary
sql -c "CREATE TABLE good (m matrix); INSERT INTO good SELECT matrix('{north,süd}', '{C39,C26}', '{1.5,-2}');" -c 'CREATE TABLE bad (m matrix)'
sql -c 'COPY good TO STDOUT (FORMAT binary)' >"$scratch/good"
sql -c "\\copy bad FROM '$scratch/good' (FORMAT binary)"
is "$(sql -c 'SELECT count(*) FROM good NATURAL JOIN bad')" 1 'binary round trip'

perl - "$scratch" <<'PERL'
my $dir = shift;
local $/;
open my $in, '<:raw', "$dir/good" or die;
my $good = <$in>;
my $start = 11 + 4 + 4 + 2 + 4;    # signature, flags, extension, field count, field length
my $end = length($good) - 2;
open my $script, '>', "$dir/script.sql" or die;
my $n = 0;
for my $at ($start .. $end - 1) {
    for my $flip (0x01, 0x80, 0xff) {
        my $bad = $good;
        substr($bad, $at, 1) ^= chr($flip);
        my $file = "$dir/bad" . $n++;
        open my $out, '>:raw', $file or die;
        print $out $bad;
        print $script "\\copy bad FROM '$file' (FORMAT binary)\n";
    }
}
print $script "\\echo tried $n\n";
PERL
PGOPTIONS="$PGOPTIONS" psql -Xq -v VERBOSITY=sqlstate -f "$scratch/script.sql" >"$scratch/out" 2>&1
like "$(cat "$scratch/out")" 'tried [1-9][0-9]+' 'all corruptions were tried'
is "$(grep ERROR "$scratch/out" | sed 's/.*ERROR: *//' | sort -u | tr '\n' ' ')" '22P03 ' 'those refused say 22P03'
is "$(sql -c 'SELECT count(*) FROM bad WHERE m IS DISTINCT FROM m::text::matrix')" 0 'those accepted are canonical'
done_testing
