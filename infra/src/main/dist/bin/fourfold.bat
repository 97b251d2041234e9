@echo off
rem Fourfold's command line: fourfold --help. Needs Java 17 or newer and nothing else.
setlocal
set "INSTALLED=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
if not defined FOURFOLD_CONFIG if exist "%INSTALLED%\conf\fourfold.properties" set "FOURFOLD_CONFIG=%INSTALLED%\conf\fourfold.properties"
set "MODULES="
for %%c in (demo run bench) do if "%~1"=="%%c" set "MODULES=--add-modules jdk.incubator.vector"
for %%j in ("%INSTALLED%\lib\fourfold-infra-*.jar") do set "INFRA=%%~fj"
"%JAVA%" -Xmx2g -XX:+UseParallelGC %MODULES% %FOURFOLD_JAVA_OPTIONS% "-Dfourfold.home=%INSTALLED%" "-Donnxruntime.native.path=%INSTALLED%\lib\natives\onnxruntime" ^
  -cp "%INFRA%;%INSTALLED%\lib\natives\*;%INSTALLED%\lib\bench\*;%FOURFOLD_CLASSPATH%" io.fourfold.infra.cli.Fourfold %*
exit /b %ERRORLEVEL%
