# The week of a team in New Zealand: three groups, seven of nine customers came, three dots each, two clear winners,
# five problems worked on, four shipped. Run with `bash -e`; `ik` is the program, `expect CODE` runs one that must fail.
ik roadmap add "Faster builds"
ik workshop start "Wellington week" --customers "Acme,Bolt,Crane,Dune,Elm Council" --customers "Fjord,Gull,Heath,Iris" \
    --member Ann --member Ben --member Cy --dots 3
ik workshop came --all --except crane --except iris
ik workshop group Red --customer acme --customer bolt --member Ann
ik workshop group Blue --customer dune --customer "elm council" --customer fjord --member Ben
ik workshop group Green --customer gull --customer heath --member Cy

ik workshop problem "builds wait a day for QA" --customer acme --customer bolt --severity 3 --link faster-builds
ik workshop problem "nobody can find the logs" --customer acme
ik workshop problem "sign-in fails on Mondays" --customer bolt
ik workshop problem "the build queue is full at noon" --customer dune --link faster-builds
ik workshop problem "invoices come twice" --customer fjord --customer elm-council
ik workshop problem "no export for auditors" --customer elm-council
ik workshop problem "search ignores umlauts" --customer gull
ik workshop problem "the docs are out of date" --customer heath
ik workshop problem "alerts come at night" --customer gull --customer heath
ik workshop join 1 4

ik workshop pick Red 1 2 3
ik workshop pick Blue 1 5 6
ik workshop pick Green 7 8 9
ik workshop vote acme 1 5 8
expect 2 workshop vote crane 1
expect 2 workshop vote bolt 1 5 3 7
expect 1 workshop tally
ik workshop vote --csv - <<CSV
customer,problem
bolt,1
bolt,5
bolt,3
dune,1
dune,5
dune,6
Elm Council,1
Elm Council,5
Elm Council,6
fjord,1
fjord,5
fjord,9
gull,4
gull,5
gull,7
heath,1
heath,8
heath,9
CSV
ik workshop tally

ik workshop choose 1 5 8 9 2
ik workshop deliver 1 --state production --by Ann --takes 2d
ik workshop deliver 5 --state production --by Ben --takes 2h
ik workshop deliver 8 --state production --by Cy --takes 90m
ik workshop deliver 9 --state blocked --why "the paging service belongs to another team"
ik workshop deliver 2 --state production --by Ann --takes 1d
ik workshop end
