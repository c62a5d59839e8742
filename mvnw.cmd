@echo off
rem Runs the Maven this project is built with, and fetches it the first time.
rem
rem An installed mvn fetches it by name from wherever it gets its artifacts; where there is none, it comes from
rem Apache's download site. Either way it must have the digest below, and it is kept where Maven wrappers keep theirs.
setlocal

set "MVNW_VERSION=3.9.16"
set "MVNW_SHA256=5af3b743dd8b876b5c45da33b676251e5f1687712644abb4ee519ca56e1d89ce"
set "MVNW_ARCHIVE=apache-maven-%MVNW_VERSION%-bin.zip"
set "MVNW_SITE=https://archive.apache.org/dist/maven/maven-3/%MVNW_VERSION%/binaries"

if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "MVNW_PLACE=%MAVEN_USER_HOME%\wrapper\dists\apache-maven-%MVNW_VERSION%-%MVNW_SHA256:~0,8%"
set "MVNW_HOME=%MVNW_PLACE%\apache-maven-%MVNW_VERSION%"

if not exist "%MVNW_HOME%\bin\mvn.cmd" call :install
if not exist "%MVNW_HOME%\bin\mvn.cmd" exit /b 1
rem Without call, which would change the arguments: this script ends as Maven ends.
"%MVNW_HOME%\bin\mvn.cmd" %*

rem In a folder of this run's own; of several first runs at once, one wins and the others use what it put there.
:install
set "MVNW_WORK=%MVNW_PLACE%\.fetch.%RANDOM%%RANDOM%"
mkdir "%MVNW_WORK%" || exit /b 1
call :fetch && call :check && call :unpack
rmdir /s /q "%MVNW_WORK%"
exit /b 0

:fetch
where mvn >nul 2>nul && call :by_name
if exist "%MVNW_WORK%\%MVNW_ARCHIVE%" exit /b 0
curl.exe -fsSL --retry 3 -o "%MVNW_WORK%\%MVNW_ARCHIVE%" "%MVNW_SITE%/%MVNW_ARCHIVE%" && exit /b 0
echo mvnw: Maven %MVNW_VERSION% could not be fetched 1>&2
exit /b 1

rem Outside of the project, whose settings are meant for the pinned Maven.
:by_name
pushd "%MVNW_WORK%"
call mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy "-Dartifact=org.apache.maven:apache-maven:%MVNW_VERSION%:zip:bin" "-DoutputDirectory=%MVNW_WORK%" 1>&2
popd
exit /b 0

:check
powershell -NoProfile -Command "if ((Get-FileHash -Algorithm SHA256 -LiteralPath (Join-Path $env:MVNW_WORK $env:MVNW_ARCHIVE)).Hash -ne $env:MVNW_SHA256) { exit 1 }" && exit /b 0
echo mvnw: %MVNW_ARCHIVE% does not have SHA-256 %MVNW_SHA256% 1>&2
exit /b 1

:unpack
"%SystemRoot%\System32\tar.exe" -xf "%MVNW_WORK%\%MVNW_ARCHIVE%" -C "%MVNW_WORK%" || exit /b 1
if not exist "%MVNW_HOME%" move "%MVNW_WORK%\apache-maven-%MVNW_VERSION%" "%MVNW_HOME%" >nul
exit /b 0
